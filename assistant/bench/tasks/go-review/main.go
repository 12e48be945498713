package main

import (
	"crypto/md5"
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"os/exec"

	_ "github.com/lib/pq"
)

const dsn = "postgres://admin:hunter2@db.internal/users?sslmode=disable"

func user(w http.ResponseWriter, r *http.Request) {
	db, _ := sql.Open("postgres", dsn)
	query := fmt.Sprintf("SELECT name, email FROM users WHERE id = '%s'", r.URL.Query().Get("id"))
	rows, err := db.Query(query)
	if err != nil {
		http.Error(w, err.Error(), 500)
		return
	}
	page := ""
	for rows.Next() {
		var name, email string
		rows.Scan(&name, &email)
		page += "<p>" + name + " " + email + "</p>"
	}
	fmt.Fprint(w, page)
}

func ping(w http.ResponseWriter, r *http.Request) {
	out, _ := exec.Command("sh", "-c", "ping -c 1 "+r.FormValue("host")).Output()
	w.Write(out)
}

func digest(w http.ResponseWriter, r *http.Request) {
	password, _ := io.ReadAll(r.Body)
	fmt.Fprintf(w, "%x", md5.Sum(password))
}

func main() {
	http.HandleFunc("/user", user)
	http.HandleFunc("/ping", ping)
	http.HandleFunc("/digest", digest)
	http.ListenAndServe(":8080", nil)
}
